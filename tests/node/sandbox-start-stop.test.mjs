// The sandbox starts and stops as documented, and refuses wrong options.
import assert from "node:assert/strict";
import http from "node:http";
import { describe, test } from "node:test";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { auth, pathOf, runSandbox, scenario, until } from "../support/sandbox.mjs";

const service = runSandbox();

describe("starting and stopping", () => {
  test("close() ends stalled answers and idle connections, may be called again, and frees the port", async () => {
    const one = await startSandbox();
    const agent = new http.Agent({ keepAlive: true });
    const finished = new Promise((resolve) => {
      http.get(`${one.url}/scenarios.json`, { agent }, (response) => response.resume().on("end", resolve));
    });
    await finished;
    const stalled = ["never", "stalled-body", "byte-by-byte", "endless"].map((name) =>
      fetch(`${one.url}${pathOf(scenario(name), "seleqt")}`, { headers: auth("seleqt", "k") }).then((response) =>
        response.text(),
      ),
    );
    const results = Promise.allSettled(stalled);
    await until(() => one.requests.length === 4, "all four are open");
    await Promise.all([one.close(), one.close()]);
    await one.close();
    assert.deepEqual(
      (await results).map(({ status }) => status),
      Array(4).fill("rejected"),
    );
    await until(() => one.requests.every(({ ended }) => ended === "closed"), "the record says who ended them");
    agent.destroy();
    await assert.rejects(fetch(one.url), TypeError);
    const again = await startSandbox({ port: one.port });
    assert.equal(again.url, one.url);
    await again.close();
  });

  test("a taken port is told with what to do", async () => {
    await assert.rejects(startSandbox({ port: service.sandbox.port }), (/** @type {NodeJS.ErrnoException} */ error) => {
      assert.equal(error.code, "EADDRINUSE");
      assert.match(error.message, /is taken.*choose another "port"/);
      return true;
    });
  });

  test("wrong options are refused by name", async () => {
    /** @type {[unknown, RegExp][]} */
    const rows = [
      [{ port: 65_536 }, /^port must be a whole number from 0 to 65535/],
      [{ port: -1 }, /^port must/],
      [{ port: 1.5 }, /^port must/],
      [{ port: "8080" }, /^port must.*not "8080"/],
      [{ port: null }, /^port must/],
      [{ prot: 8080 }, /Unknown option "prot"/],
      [{ log: "yes" }, /^log must be a function/],
      [{ throttle: 50 }, /^throttle must be an object/],
      [{ throttle: {} }, /^throttle\.perMinute must/],
      [{ throttle: { perMinute: 0 } }, /^throttle\.perMinute must/],
      [{ throttle: { perMinute: 1, windowMs: 0 } }, /^throttle\.windowMs must/],
      [{ throttle: { perMinute: 1, perHour: 1 } }, /Unknown option "throttle.perHour"/],
      [8080, /must be an object/],
      [null, /must be an object/],
    ];
    for (const [options, message] of rows) {
      await assert.rejects(startSandbox(/** @type {{}} */ (options)), (/** @type {Error} */ error) => {
        assert.match(error.message, message);
        return true;
      });
    }
  });

  test("it listens on the loopback address, and its base URLs lead to both services", async () => {
    assert.equal(service.sandbox.url, `http://127.0.0.1:${service.sandbox.port}`);
    assert.deepEqual(service.sandbox.baseUrls, {
      connectsafely: `${service.sandbox.url}/linkedin`,
      seleqt: service.sandbox.url,
    });
    const account = await fetch(`${service.sandbox.baseUrls.connectsafely}/account/status`, {
      headers: auth("connectsafely", "k"),
    });
    assert.equal(account.status, 200);
    const connection = await fetch(`${service.sandbox.baseUrls.seleqt}/api/v1/public/prospects/1/connection-status/`, {
      headers: auth("seleqt", "k"),
    });
    assert.equal(connection.status, 200);
  });
});
