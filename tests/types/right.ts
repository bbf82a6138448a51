// Right use, as the compiler sees it. Never run: tests/package/types.test.mjs compiles it as .mts and .cts against the tarball.

import {
  BASE_URLS,
  checkConnections,
  checkInvite,
  decideInvite,
  getAccountStatus,
  getConnectionStatus,
  isLinkedInStatusError,
  LinkedInStatusError,
  type AccountStatus,
  type AccountStatusOptions,
  type ConnectionCheck,
  type ConnectionStatus,
  type InviteDecision,
  type InviteReason,
  type LinkedInStatusErrorCode,
} from "linkedin-status";
import { SCENARIOS, startSandbox } from "linkedin-status/sandbox";
import * as slim from "linkedin-status/slim";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function holds<T extends true>(): T | undefined {
  return undefined;
}

export async function calls(signal: AbortSignal): Promise<void> {
  const account = await getAccountStatus({ apiKey: "k", accountId: undefined, signal, fetch, timeoutMs: 1_000 });
  holds<Equal<typeof account, AccountStatus>>();
  // Documented values complete, others are admitted.
  if (account.status === "AVAILABLE" || account.status === "SOMETHING_NEW") account.linkedinPlan?.isPremium?.valueOf();
  const undocumented: unknown = account["newField"];
  void undocumented;

  const connection = await getConnectionStatus({
    jwt: "j",
    prospectId: 1,
    accountId: 2,
    baseUrl: BASE_URLS.seleqt.staging,
    maxRetries: 0,
    allowInsecureHttp: false,
    onRetry: ({ attempt, delayMs, error }) => {
      holds<Equal<[typeof attempt, typeof delayMs], [number, number]>>();
      holds<Equal<typeof error, LinkedInStatusError>>();
    },
  });
  holds<Equal<typeof connection.is_connected, boolean>>();
  holds<Equal<typeof connection.success, true>>();
  holds<Equal<typeof connection.connection_level, number | null | undefined>>();

  const options: AccountStatusOptions = { apiKey: "k" };
  const invite = await checkInvite({ account: options, connection: { apiKey: "k", prospectId: 1 }, signal });
  holds<Equal<typeof invite.account, AccountStatus>>();
  holds<Equal<typeof invite.connection, ConnectionStatus>>();
  say(await decideInvite(account, connection));
}

/** Every decision and every reason has its case: a union that grew would not compile. */
function say({ decision, reasons }: InviteDecision): string {
  switch (decision) {
    case "send":
    case "skip":
    case "wait":
    case "fix":
    case "unknown":
      return reasons.map(reason).join();
    default:
      return decision satisfies never;
  }
}

function reason(of: InviteReason): string {
  switch (of) {
    case "already_connected":
    case "own_profile":
    case "account_session_missing":
    case "account_needs_attention":
    case "automation_disabled":
    case "account_busy":
    case "account_warming_up":
    case "account_state_unknown":
    case "connection_unknown":
    case "not_connected":
    case "may_be_pending":
      return of;
    default:
      return of satisfies never;
  }
}

export async function list(): Promise<void> {
  const ids = new Set([1, 2, 3]);
  for await (const check of checkConnections({ apiKey: "k", prospectIds: ids, concurrency: 2, perMinute: 50 })) {
    holds<Equal<typeof check, ConnectionCheck>>();
    if (check.ok) {
      holds<Equal<typeof check.verdict, "connected" | "not_connected" | "self" | "unknown">>();
      holds<Equal<typeof check.connection, ConnectionStatus>>();
    } else {
      holds<Equal<typeof check.error, LinkedInStatusError>>();
    }
  }
  async function* pages(): AsyncGenerator<number> {
    yield 1;
  }
  const run = checkConnections({ jwt: "j", prospectIds: pages(), onProgress: ({ done, total }) => void [done, total] });
  await run.return();
}

export function errors(caught: unknown): string {
  if (!isLinkedInStatusError(caught)) throw caught;
  holds<Equal<typeof caught, LinkedInStatusError>>();
  holds<Equal<typeof caught.code, LinkedInStatusErrorCode>>();
  holds<Equal<typeof caught.vendor, "connectsafely" | "seleqt" | undefined>>();
  holds<Equal<typeof caught.retryable, boolean>>();
  holds<Equal<typeof caught.retryAfterMs, number | undefined>>();
  holds<Equal<typeof caught.cause, unknown>>();
  const json: object = caught.toJSON();
  void json;
  const own = new LinkedInStatusError({ code: "timeout", message: "m", retryable: true, attempts: 1 });
  const asError: Error = own;
  void asError;
  switch (caught.code) {
    case "invalid_options":
      return caught.option ?? "";
    case "rate_limited":
      return String(caught.retryAfterMs);
    case "network":
    case "timeout":
    case "redirected":
    case "unauthorized":
    case "forbidden":
    case "account_not_found":
    case "prospect_not_found":
    case "prospect_has_no_profile_url":
    case "no_active_account":
    case "account_not_active":
    case "bad_request":
    case "provider_failed":
    case "server_error":
    case "unexpected_status":
    case "invalid_response":
    case "internal":
      return caught.vendorMessage ?? caught.message;
    default:
      return caught.code satisfies never;
  }
}

export async function sandboxed(): Promise<void> {
  const sandbox = await startSandbox({ port: 0 });
  holds<Equal<typeof sandbox.baseUrls.seleqt, string>>();
  const first = SCENARIOS[0]?.expect;
  if (first && !first.ok) holds<Equal<typeof first.attempts, number>>();
  await sandbox.close();
}

export function slimToo(bytes: Uint8Array, buffer: ArrayBuffer, answer: Promise<Response>): void {
  slim.setWasm(bytes);
  slim.setWasm(buffer);
  slim.setWasm(answer);
  slim.setWasm(Promise.resolve(bytes));
  holds<Equal<typeof slim.getAccountStatus, typeof getAccountStatus>>();
  holds<Equal<typeof slim.LinkedInStatusError, typeof LinkedInStatusError>>();
}
