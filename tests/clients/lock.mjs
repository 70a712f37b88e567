// Writes package-lock.json anew for the versions in package.json, without any address: `node lock.mjs [folder]`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

const folder = resolve(process.argv[2] ?? import.meta.dirname);
const file = `${folder}/package-lock.json`;
execFileSync("npm", ["install", "--package-lock-only"], { cwd: folder, stdio: "inherit" });
const lock = JSON.parse(readFileSync(file, "utf8"));
for (const installed of Object.values(lock.packages)) {
  delete installed.funding;
}
writeFileSync(file, JSON.stringify(lock, null, 2) + "\n");
