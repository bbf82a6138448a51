/** `linkedin-status/linkedin_status.wasm`, in runtimes and bundlers that hand out a compiled module for a `.wasm` import. */
declare const module: import("./slim.js").WasmModule;
export default module;
