// What xtask/js/bundle.mjs puts in the place of these imports.

declare module "virtual:glue" {
  type AccountStatus = import("../types/index.js").AccountStatus;
  type AccountVerdict = import("../types/index.js").AccountVerdict;
  type ConnectionStatus = import("../types/index.js").ConnectionStatus;
  type ConnectionVerdict = import("../types/index.js").ConnectionVerdict;
  type InviteDecision = import("../types/index.js").InviteDecision;
  type InviteReason = import("../types/index.js").InviteReason;
  type RateLimit = import("../types/index.js").RateLimit;

  /** The glue that wasm-bindgen wrote, as a function: each call makes glue with a state of its own. */
  export function createGlue(scope: {
    WebAssembly: object;
    TextEncoder: object;
    TextDecoder: object;
    FinalizationRegistry: object | undefined;
    queueMicrotask: (then: () => void) => void;
    ownProperty: (object: unknown, name: string) => unknown;
    valueKind: (value: unknown) => string;
    propertyKind: (object: unknown, name: string) => string;
  }): {
    initSync(source: { module: WebAssembly.Module }): void;
    getAccountStatus(options: object, host: object, started: number): Promise<AccountStatus>;
    getConnectionStatus(options: object, host: object, started: number): Promise<ConnectionStatus>;
    decideInvite(account: unknown, connection: unknown, pinned: boolean): InviteDecision;
    accountVerdict(account: unknown): { verdict: AccountVerdict; reasons: InviteReason[] };
    connectionVerdict(connection: unknown): ConnectionVerdict;
    scrub(text: string, keys: readonly string[]): string;
    describe(headers: Map<string, string>, keys: readonly string[]): { requestId?: string; rateLimit?: RateLimit };
    Run: new (
      outer: object,
      connection: object,
      account: object | undefined,
      single: boolean,
      leastPauseMs: number,
      mostPauseMs: number,
    ) => {
      sentBefore(time: number): void;
      leftToday(now: number): number;
      askAccount(host: object, started: number): Promise<AccountStatus>;
      checkId(prospectId: unknown, position: number): void;
      askProspect(prospectId: number, host: object, started?: number): Promise<ConnectionStatus>;
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
