// Right use, as the compiler sees it. Never run: tests/package/types.test.mjs compiles it as .mts and .cts against the tarball.

import {
  accountVerdict,
  BASE_URLS,
  checkConnections,
  checkInvite,
  checkInvites,
  connectionVerdict,
  decideInvite,
  getAccountStatus,
  getConnectionStatus,
  isLinkedInStatusError,
  LinkedInStatusError,
  type AccountStatus,
  type AccountStatusOptions,
  type AccountVerdict,
  type ConnectionCheck,
  type ConnectionListOptions,
  type ConnectionStatus,
  type ConnectionStatusOptions,
  type ConnectionVerdict,
  type DistributiveOmit,
  type InviteDecision,
  type InviteListCheck,
  type InviteListOptions,
  type InviteListProgress,
  type InviteOptions,
  type InviteReason,
  type LinkedInStatusErrorCode,
  type ListPace,
  type ListProgress,
  type RateLimit,
  type SeleqtAuth,
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
  // Another field is reached through a Record.
  const undocumented: unknown = (account as Record<string, unknown>)["newField"];
  const all: Record<string, unknown> = account;
  void [undocumented, all["newField"]];

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
    onResponse: async ({ vendor, status, attempt, durationMs, requestId, rateLimit }) => {
      holds<Equal<typeof vendor, "connectsafely" | "seleqt">>();
      holds<Equal<[typeof status, typeof attempt, typeof durationMs], [number, number, number]>>();
      holds<Equal<typeof requestId, string | undefined>>();
      holds<Equal<typeof rateLimit, RateLimit | undefined>>();
      if (rateLimit?.remaining === 0) new Date(rateLimit.resetAt ?? 0).valueOf();
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
  verdicts(await connectionVerdict(connection), await accountVerdict(account));
}

function verdicts(connection: ConnectionVerdict, account: AccountVerdict): string {
  switch (connection) {
    case "connected":
    case "not_connected":
    case "self":
    case "unknown":
      break;
    default:
      return connection satisfies never;
  }
  switch (account) {
    case "fit":
    case "wait":
    case "fix":
    case "unknown":
      return account;
    default:
      return account satisfies never;
  }
}

/** What stands outside holds for both calls, and what stands inside for one. */
export async function common(env: { readonly [name: string]: string | undefined }, signal: AbortSignal): Promise<void> {
  const options: InviteOptions = {
    timeoutMs: 10_000,
    maxRetries: 0,
    allowInsecureHttp: false,
    signal,
    fetch,
    onRetry: ({ attempt }) => void attempt,
    onResponse: ({ vendor }) => void vendor,
    account: { apiKey: env["A"], accountId: "a", baseUrl: BASE_URLS.connectsafely.sandbox, timeoutMs: 5_000 },
    connection: { jwt: env["J"], accountId: 2, prospectId: 1, baseUrl: undefined },
  };
  const { decision } = await checkInvite(options);
  holds<Equal<typeof decision, InviteDecision["decision"]>>();
}

/** What a program knows of its keys when it is compiled: nothing. */
export async function keys(env: { readonly [name: string]: string | undefined }): Promise<void> {
  await getAccountStatus({ apiKey: env["A"], accountId: env["B"] });
  await getConnectionStatus({ apiKey: env["A"], prospectId: 1, accountId: undefined });
  await getConnectionStatus({
    jwt: env["A"],
    prospectId: 1,
    timeoutMs: undefined,
    signal: undefined,
    fetch: undefined,
  });
  await getConnectionStatus({ apiKey: "k", jwt: undefined, prospectId: 1 });
  await checkInvite({ account: { apiKey: env["A"] }, connection: { jwt: env["B"], prospectId: 1 } });
  const auth: SeleqtAuth = env["J"] ? { jwt: env["J"] } : { apiKey: env["A"] };
  await getConnectionStatus({ ...auth, prospectId: 1 });
  checkConnections({ ...auth, prospectIds: [1] });
  // Wrappers: the choice between the two keys survives.
  type Own = DistributiveOmit<ConnectionStatusOptions, "prospectId">;
  const ask = (own: Own, prospectId: number) => getConnectionStatus({ ...own, prospectId });
  await ask({ jwt: env["J"] }, 1);
  await ask({ apiKey: env["A"], accountId: 1 }, 1);
  const lists = (own: DistributiveOmit<ConnectionListOptions, "perMinute">) =>
    checkConnections({ ...own, perMinute: 30 });
  lists({ jwt: env["J"], prospectIds: new Set([1]) });
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
    case "accounts_not_pinned":
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

  const earlierChecks: Iterable<string | number | Date> = new Set(["2026-02-24T04:53:13.750Z", 1_771_908_793_750]);
  const pace: ListPace = {
    prospectIds: ids,
    concurrency: undefined,
    perMinute: 30,
    perDay: Infinity,
    pauseBetweenMs: [30_000, 90_000],
    earlierChecks,
  };
  checkConnections({ apiKey: undefined, ...pace, earlierChecks: [new Date()], onProgress: progress });
  const invites: InviteListOptions = {
    ...pace,
    account: { apiKey: "k" },
    connection: { jwt: "j", accountId: 1 },
    take: 20,
    timeoutMs: 10_000,
    onResponse: ({ status }) => void status,
    onProgress: inviteProgress,
  };
  for await (const check of checkInvites(invites)) {
    holds<Equal<typeof check, InviteListCheck>>();
    if (check.ok) {
      holds<Equal<typeof check.decision, InviteDecision["decision"]>>();
      holds<Equal<typeof check.account, AccountStatus>>();
      say(check);
    } else {
      holds<Equal<typeof check.error, LinkedInStatusError>>();
    }
  }
}

function progress(now: ListProgress): number {
  return now.done - now.connected - now.notConnected - now.self - now.unknown - now.failed + now.leftToday;
}

function inviteProgress(now: InviteListProgress): number {
  return now.done - now.send - now.skip - now.unknown - now.failed + now.leftToday + (now.total ?? 0) + now.waitingMs;
}

export function errors(caught: unknown): string {
  if (!isLinkedInStatusError(caught)) throw caught;
  holds<Equal<typeof caught, LinkedInStatusError>>();
  holds<Equal<typeof caught.code, LinkedInStatusErrorCode>>();
  holds<Equal<typeof caught.vendor, "connectsafely" | "seleqt" | undefined>>();
  holds<Equal<typeof caught.retryable, boolean>>();
  holds<Equal<typeof caught.retryAfterMs, number | undefined>>();
  holds<Equal<typeof caught.rateLimit, RateLimit | undefined>>();
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
    case "daily_limit":
    case "account_not_fit":
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
