/** Where logs, answers and files hold a secret, and in which notation. */
export const notations: Readonly<Record<string, (secret: string) => string>> = {
  "a Go map of headers": (secret) =>
    `header: map[Accept:[*/*] Authorization:[Basic ${secret}]]`,
  "a Go struct": (secret) => `{Username:bob Password:${secret} Auth:}`,
  "a Go struct with quotes": (secret) =>
    `AuthConfig{Username:"bob", Password:"${secret}"}`,
  "a password in JSON": (secret) => `{"username":"bob","password":"${secret}"}`,
  "an auth in JSON": (secret) => `{"auths":{"ghcr.io":{"auth":"${secret}"}}}`,
  "an identity token": (secret) => `{"identitytoken":"${secret}"}`,
  "a registry token": (secret) => `{"registrytoken": "${secret}"}`,
  "JSON in JSON": (secret) => JSON.stringify(`{"password":"${secret}"}`),
  "JSON in JSON in JSON": (secret) =>
    JSON.stringify(JSON.stringify(`{"password":"${secret}"}`)),
  "JSON with escaped letters": (secret) => `{"p\\u0061ssword":"${secret}"}`,
  "JSON with escaped quotes": (secret) =>
    `\\u0022password\\u0022:\\u0022${secret}\\u0022`,
  "JSON that was cut off": (secret) => `{"auth":"${secret}`,
  "a list": (secret) => `["--password","${secret}"]`,
  "a tuple": (secret) => `('password', '${secret}')`,
  "an element": (secret) => `<password>${secret}</password>`,
  YAML: (secret) => `auth: ok\npassword: ${secret}\nemail: x`,
  "YAML with quotes": (secret) => `password: "${secret} with blanks"`,
  "a cookie": (secret) => `Cookie: session=${secret}; theme=dark`,
  "a second cookie": (secret) => `Cookie: theme=dark; session=${secret}`,
  "a cookie that is set": (secret) => `Set-Cookie: sid=${secret}; Path=/`,
  "cookies in a Go map": (secret) => `map[Cookie:[a=b; c=${secret}]]`,
  "docker's own header": (secret) => `X-Registry-Auth: ${secret}`,
  "docker's own header for builds": (secret) => `x-registry-config: ${secret}`,
  "GitLab's header": (secret) => `PRIVATE-TOKEN: ${secret}`,
  "Artifactory's header": (secret) => `X-JFrog-Art-Api: ${secret}`,
  "a proxy's header": (secret) => `Proxy-Authorization: Basic ${secret}`,
  "a header of digests": (secret) =>
    `Authorization: Digest username="bob", response="${secret}"`,
  "a header that is signed": (secret) =>
    `Authorization: AWS4-HMAC-SHA256 Credential=a/b, Signature=${secret}`,
  "a header's value alone": (secret) => `sent Bearer ${secret}`,
  "a URL's password": (secret) => `"https://bob:${secret}@a.example/v2/": EOF`,
  "a URL's password with an @": (secret) => `https://bob:a@${secret}@a.example`,
  "a URL's password with a slash": (secret) =>
    `https://bob:${secret}/x@a.example/v2/`,
  "a URL's password behind a slash": (secret) =>
    `https://bob:x/${secret}@a.example/v2/`,
  "a URL's password with a question mark": (secret) =>
    `https://bob:${secret}?x@a.example/v2/`,
  "a URL's user": (secret) => `HTTPS://${secret}@a.example/v2/`,
  "a URL with escaped slashes": (secret) =>
    String.raw`https:\/\/bob:${secret}@a.example\/v2\/`,
  "a URL of another scheme": (secret) => `oci://bob:${secret}@a.example/b`,
  "an address without a scheme": (secret) => `bob:${secret}@a.example/b`,
  "a URL in a query": (secret) =>
    `?next=${encodeURIComponent(`https://bob:${secret}@a.example/`)}`,
  "a query": (secret) => `/token?access_token=${secret}&scope=a`,
  "a percent-encoded query": (secret) => `%3Faccess_token%3D${secret}%26b`,
  "a query that is encoded twice": (secret) =>
    `%253Faccess_token%253D${secret}%2526b`,
  "a query in HTML": (secret) => `?a=b&amp;access_token=${secret}&amp;c=d`,
  "entities by number": (secret) => `access_token&#61;${secret}`,
  "JSON in HTML": (secret) => `&quot;password&quot;:&#x22;${secret}&#34;`,
  "a user in quotes": (secret) => `unknown user '${secret}'`,
  "a user": (secret) => `login failed for user ${secret}: denied`,
  "whom Docker Hub limits": (secret) => `your pull rate limit as '${secret}'`,
  "who is logged in": (secret) => `logged in as ${secret}`,
  "a command line": (secret) => `docker login --password ${secret} a.example`,
  "a short command line": (secret) => `docker login -u bob -p ${secret}`,
  "a command line with a sign": (secret) => `--docker-password=${secret}`,
  "curl's command line": (secret) => `curl -u bob:${secret} a.example`,
  "a variable": (secret) => `export REGISTRY_PASSWORD=${secret}`,
  "a sentence": (secret) => `the password is ${secret}.`,
  "a private key": (secret) =>
    `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`,
  "a broken line": (secret) => `{"auth":"ab\n  ${secret}"}`,
  "a broken header": (secret) => `Authorization: Basic YWJjZGVm\n${secret}`,
  "a user and a password in base64": (secret) =>
    `got ${Buffer.from(`bob:${secret}`).toString("base64")} from it`,
  "the same without padding, for URLs": (secret) =>
    `got ${Buffer.from(`bob:??${secret}`).toString("base64url")} from it`,
};
