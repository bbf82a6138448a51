// What xtask/js/bundle.mjs puts in the place of these imports.

declare module "virtual:glue" {
  /** The glue that wasm-bindgen wrote, as a function: each call makes glue with a state of its own. */
  export function createGlue(scope: {
    WebAssembly: object;
    TextEncoder: object;
    TextDecoder: object;
    Promise: object;
    queueMicrotask: (then: () => void) => void;
    FinalizationRegistry: undefined;
    readOptions: (values: Record<string, unknown>, looks: Float64Array) => string;
    lookAt: (value: unknown, table: number, looks: Float64Array) => boolean;
    tellFields: (table: number, paths: string) => void;
    textOf: (value: unknown, path: string) => string | undefined;
  }): {
    initSync(source: { module: WebAssembly.Module }): void;
    getAccountStatus(options: object | undefined, again: number, host: object, started: number): Promise<unknown>;
    getConnectionStatus(options: object | undefined, again: number, host: object, started: number): Promise<unknown>;
    checkInvite(
      account: object,
      connection: object,
      accountHost: object,
      connectionHost: object,
      started: number,
    ): Promise<unknown>;
    told(call: number, outcome: unknown, status: number, found: number, json: unknown): void;
    decideInvite(account: object, connection: object): Promise<unknown>;
    ConnectionRun: new (options: object) => {
      readonly concurrency: number;
      check(prospectId: unknown, position: number, host: object): Promise<unknown>;
      free(): void;
    };
  };
}

declare module "virtual:wasm" {
  /** The optimised module, each byte as two hexadecimal digits. */
  export const hex: string;
}

declare module "virtual:module" {
  /** The module, as a runtime at the edge hands it out for a `.wasm` import. */
  const module: WebAssembly.Module;
  export default module;
}

declare module "virtual:signature" {
  /** What the custom section "build" of the module says if it is from the same build as the glue. */
  export const signature: string;
}
