// The API reference: Scalar over our own description, without a word to anybody else.
"use strict";

const dark = () =>
  root.dataset.colours ? root.dataset.colours === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

const reference = Scalar.createApiReference("#reference", {
  url: "/openapi.json",
  servers: [{ url: location.origin, description: "This server" }],
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  showDeveloperTools: "never",
  hideClientButton: true,
  hideDarkModeToggle: true,
  persistAuth: false,
  proxyUrl: "",
  searchHotKey: "k",
  forceDarkModeState: dark() ? "dark" : "light",
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
  authentication: { preferredSecurityScheme: "key" },
  operationTitleSource: "summary",
});

document.addEventListener("colours", () => {
  document.body.classList.toggle("dark-mode", dark());
  document.body.classList.toggle("light-mode", !dark());
});
