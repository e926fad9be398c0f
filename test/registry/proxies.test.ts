import { expect } from "chai";
import { proxiesIn } from "../../src/registry/proxies.js";

describe("the proxies of an environment", () => {
  for (const { title, env, expected } of [
    { title: "are none where it names none", env: {}, expected: {} },
    {
      title: "are those in capitals",
      env: { HTTP_PROXY: "http://a:1", HTTPS_PROXY: "https://b:2" },
      expected: { httpProxy: "http://a:1", httpsProxy: "https://b:2" },
    },
    {
      title: "are those in small letters before those in capitals",
      env: {
        http_proxy: "http://a:1",
        HTTP_PROXY: "http://no:1",
        https_proxy: "http://b:2",
        HTTPS_PROXY: "http://no:2",
      },
      expected: { httpProxy: "http://a:1", httpsProxy: "http://b:2" },
    },
    {
      title: "are none where small letters name an empty one",
      env: { https_proxy: "", HTTPS_PROXY: "http://no:2" },
      expected: { httpsProxy: "" },
    },
    {
      title: "are by http where they have no scheme",
      env: { HTTP_PROXY: "10.0.0.1:3128", HTTPS_PROXY: "me:secret@b" },
      expected: {
        httpProxy: "http://10.0.0.1:3128",
        httpsProxy: "http://me:secret@b",
      },
    },
    {
      title: "keep a scheme that is not known",
      env: { HTTPS_PROXY: "socks5://b:1080" },
      expected: { httpsProxy: "socks5://b:1080" },
    },
  ])
    it(title, () => {
      expect(proxiesIn(env)).to.deep.equal(expected);
    });
});
