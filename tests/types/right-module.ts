// Right use where the compiler's own types know WebAssembly (lib `dom` or `webworker`, or a runtime's types).

import module from "linkedin-status/linkedin_status.wasm";
import { setWasm } from "linkedin-status/slim";

setWasm(module);
setWasm(new WebAssembly.Module(new Uint8Array()));
setWasm(WebAssembly.compile(new Uint8Array()));
setWasm(WebAssembly.compileStreaming(fetch("/linkedin_status.wasm")));
setWasm(fetch("/linkedin_status.wasm"));
setWasm(new Response());
