import { expect } from "chai";
import { isCloudRegistry } from "../../src/registry/cloud-registry.js";

describe("a registry that nodes of its cloud log in to", () => {
  for (const domain of [
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com",
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
    "123456789012.dkr-ecr.eu-west-1.on.aws",
    "gcr.io",
    "eu.gcr.io",
    "europe-west1-docker.pkg.dev",
    "shop.azurecr.io",
    "shop.azurecr.cn",
    "shop.azurecr.us",
  ])
    it(`is ${domain}`, () => {
      expect(isCloudRegistry(domain)).to.equal(true);
    });

  for (const domain of [
    "docker.io",
    "registry.example.com",
    "public.ecr.aws",
    "dkr.ecr.eu-west-1.amazonaws.com",
    "x1.dkr.ecr.eu-west-1.amazonaws.com",
    "1.dkr.ecr..amazonaws.com",
    "1.dkr.ecr.eu-west-1.amazonaws.com:443",
    "1.dkr.ecr.eu-west-1.amazonaws.com.example.com",
    "notgcr.io",
    "a b.gcr.io",
    "gcr.io.example.com",
    "eu.gcr.io.example.com",
    "docker.pkg.dev",
    "-docker.pkg.dev",
    "a.b-docker.pkg.dev",
    "eu-docker.pkg.dev.example.com",
    "azurecr.io",
    "a.shop.azurecr.io",
    "shop.azurecr.io.example.com",
  ])
    it(`is not ${domain}`, () => {
      expect(isCloudRegistry(domain)).to.equal(false);
    });
});
