// Writes package-lock.json anew for the versions in package.json, without any address: `node lock.mjs`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("package-lock.json", import.meta.url);
execFileSync("npm", ["install", "--package-lock-only"], { cwd: new URL(".", import.meta.url), stdio: "inherit" });
const lock = JSON.parse(readFileSync(file, "utf8"));
for (const installed of Object.values(lock.packages)) {
  delete installed.funding;
}
writeFileSync(file, JSON.stringify(lock, null, 2) + "\n");
