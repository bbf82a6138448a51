// The hosts that the two vendors publish.

export const BASE_URLS = Object.freeze({
  connectsafely: Object.freeze({
    production: "https://api.connectsafely.ai/linkedin",
    sandbox: "https://sandbox.api.connectsafely.ai/linkedin",
  }),
  seleqt: Object.freeze({
    production: "https://api.seleqt.ai",
    staging: "https://api.staging.seleqt.ai",
  }),
});
