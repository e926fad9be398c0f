/** Whether the registry's own cloud has its nodes log in there without a Secret (kubelet credential providers of Amazon,
 *  Google and Azure). Whether a node is one of them can't be told from its name. */
export function isCloudRegistry(domain: string): boolean {
  return hosts.some((host) => host.test(domain));
}

const hosts: readonly RegExp[] = [
  /^\d+\.dkr[.-]ecr(-fips)?\.[\w-]+\.(amazonaws\.com(\.cn)?|on\.aws)$/,
  /^([\w-]+\.)?gcr\.io$/,
  /^[\w-]+-docker\.pkg\.dev$/,
  /^[\w-]+\.azurecr\.(io|cn|us)$/,
];
