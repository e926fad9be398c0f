import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { runCommand } from "./command.js";
import type { Run } from "./run.js";

/** Paths of a certificate and its key. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

export interface Certificates {
  /** Signs all others; clients and servers trust nothing else. */
  readonly authority: KeyPair;
  readonly apiServer: KeyPair;
  readonly etcd: KeyPair;
  /** With it the API server shows itself to etcd. */
  readonly etcdClient: KeyPair;
  readonly kubelet: KeyPair;
  /** With it the API server shows itself to the kubelet, which lets nobody else in. */
  readonly kubeletClient: KeyPair;
  /** Signs the tokens of service accounts. */
  readonly serviceAccountKey: string;
}

const newKey = [
  "-newkey",
  "ec",
  "-pkeyopt",
  "ec_paramgen_curve:prime256v1",
  "-nodes",
];

/** Makes the keys and certificates of one run; they are valid for 30 days. */
export async function createCertificates(cluster: Run): Promise<Certificates> {
  const folder = cluster.subfolder("certificates");
  const configuration = join(folder, "openssl.cnf");
  writeFileSync(
    configuration,
    "[req]\ndistinguished_name = subject\n[subject]\n",
  );
  const serviceAccountKey = join(folder, "service-account.key");

  const create = async (
    name: string,
    subject: string,
    options: readonly string[],
  ): Promise<KeyPair> => {
    const pair = {
      certificate: join(folder, `${name}.crt`),
      key: join(folder, `${name}.key`),
    };
    const files = [
      "-config",
      configuration,
      "-keyout",
      pair.key,
      "-out",
      pair.certificate,
    ];
    await runCommand("openssl", [
      "req",
      "-x509",
      "-days",
      "30",
      ...newKey,
      ...files,
      "-subj",
      subject,
      ...options,
    ]);
    return pair;
  };

  const authority = await create("ca", "/CN=garden-pull-secrets-cluster", [
    ...["-addext", "basicConstraints=critical,CA:TRUE"],
    ...["-addext", "keyUsage=critical,keyCertSign,cRLSign"],
  ]);
  const signed = (name: string, subject: string, usage: string) =>
    create(name, subject, [
      ...["-CA", authority.certificate, "-CAkey", authority.key],
      ...["-addext", "basicConstraints=CA:FALSE"],
      ...["-addext", `extendedKeyUsage=${usage}`],
      ...[
        "-addext",
        "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:kubernetes.default.svc",
      ],
    ]);
  const [apiServer, etcd, etcdClient, kubelet, kubeletClient] =
    await Promise.all([
      signed("kube-apiserver", "/CN=kube-apiserver", "serverAuth"),
      signed("etcd", "/CN=etcd", "serverAuth,clientAuth"),
      signed("etcd-client", "/CN=kube-apiserver-etcd-client", "clientAuth"),
      signed("kubelet", "/CN=kubelet", "serverAuth"),
      signed(
        "kubelet-client",
        "/O=system:masters/CN=kube-apiserver-kubelet-client",
        "clientAuth",
      ),
      runCommand("openssl", [
        "ecparam",
        "-genkey",
        "-name",
        "prime256v1",
        "-noout",
        "-out",
        serviceAccountKey,
      ]),
    ]);
  return {
    authority,
    apiServer,
    etcd,
    etcdClient,
    kubelet,
    kubeletClient,
    serviceAccountKey,
  };
}
