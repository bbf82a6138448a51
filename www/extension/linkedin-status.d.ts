// What `linkedin-status.js` is, which the build puts beside these files, and as much of the extension interface as they use.

export * from "../../pkg/types/index.js";

declare global {
  const chrome: {
    runtime: {
      id: string;
      sendMessage(message: Ask): Promise<Reply>;
      onMessage: {
        addListener(then: (message: Ask, sender: { id?: string }, reply: (with_: Reply) => void) => boolean): void;
      };
    };
  };

  type Ask =
    | { ask: "account"; options: import("../../pkg/types/index.js").AccountStatusOptions }
    | { ask: "connection"; options: import("../../pkg/types/index.js").ConnectionStatusOptions };

  type Reply = {
    account?: import("../../pkg/types/index.js").AccountStatus;
    connection?: import("../../pkg/types/index.js").ConnectionStatus;
    error?: { code?: unknown; message?: unknown };
  };
}
