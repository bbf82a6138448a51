// What xtask/js/bundle.mjs puts in the place of these imports.

declare module "virtual:glue" {
  /** The glue that wasm-bindgen wrote, as a function: each call makes glue with a state of its own. */
  export function createGlue(scope: {
    WebAssembly: object;
    TextEncoder: object;
    TextDecoder: object;
    queueMicrotask: (then: () => void) => void;
    isSignal: (value: unknown) => boolean;
    ownProperty: (object: unknown, name: string) => unknown;
  }): {
    initSync(source: { module: WebAssembly.Module }): void;
    getAccountStatus(options: object, host: object, started: number): Promise<unknown>;
    getConnectionStatus(options: object, host: object, started: number): Promise<unknown>;
    checkInvite(
      account: object,
      connection: object,
      accountHost: object,
      connectionHost: object,
      started: number,
    ): Promise<object>;
    decideInvite(account: object, connection: object): Promise<unknown>;
    scrub(text: string, key: string): string;
    ConnectionRun: new (options: object) => {
      readonly concurrency: number;
      check(prospectId: unknown, position: number, host: object): Promise<object>;
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
