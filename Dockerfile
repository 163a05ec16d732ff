# Pitcrew for a container engine. `docker build -t pitcrew .`; compose.yml shows what it needs beside it.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# `npm install`, not `npm ci`: see docs/adr/0002-install-without-npm-ci.md. Source maps and type declarations are half
# of what the packages weigh, and nothing reads them at run time.
RUN npm install --omit=dev --no-save --ignore-scripts \
  && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM packages AS build
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
# The types were checked before a release (`npm run check`); this step only removes them.
RUN npx --yes --package "typescript@$(node -p "require('./package.json').devDependencies.typescript")" tsc -p tsconfig.build.json --noCheck --types ''

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 PLAYBOOK=/etc/pitcrew/playbook.yml
WORKDIR /app
COPY package.json manifest.yml LICENSE THIRD-PARTY.md ./
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY playbook.yml /etc/pitcrew/playbook.yml
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "dist/main.js"]
