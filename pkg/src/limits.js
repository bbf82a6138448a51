// Written by the test tests/contract/generated.rs from src/limits.rs. Change that file, not this one.
export const MAX_BODY = 1048576;
export const MAX_DEPTH = 512;
export const MAX_TEXT = 16384;
export const DEFAULT_TIMEOUT_MS = 25000;
export const MAX_TIMEOUT_MS = 2147483647;
export const DEFAULT_PER_MINUTE = 50;
export const DEFAULT_PER_DAY = 80;
export const DEFAULT_CONCURRENCY = 1;
export const MAX_PAUSE_MS = 86400000;
export const MAX_ACCOUNT_AGE_MS = 300000;
export const CALL_OPTIONS = ["baseUrl","timeoutMs","maxRetries","signal","fetch","allowInsecureHttp","onRetry","onResponse"];
export const ACCOUNT_OPTIONS = ["apiKey","accountId"];
export const CONNECTION_OPTIONS = ["prospectId","accountId","apiKey","jwt"];
export const VIEW_OPTIONS = ["accountId","apiKey","jwt"];
export const PACE_OPTIONS = ["prospectIds","concurrency","perMinute","perDay","pauseBetweenMs","earlierChecks","onProgress"];
export const RESPONSE_HEADERS = ["x-request-id","request-id","x-correlation-id","x-amzn-requestid","cf-ray","retry-after","x-ratelimit-reset","date","x-ratelimit-limit","x-ratelimit-used","x-ratelimit-remaining"];
