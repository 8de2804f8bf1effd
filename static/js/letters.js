// Copies a letter as it stands in its field, and hands it to the candidate's own program as edited. Without this
// script the text can be selected, and the link holds the saved text.
"use strict";
document.querySelectorAll("[data-copy]").forEach((button) => {
  const field = document.getElementById(button.dataset.copy);
  const status = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = status.dataset.copied;
    } catch {
      field.focus();
      field.select();
      status.textContent = status.dataset.failed;
    }
  });
});
document.querySelectorAll("[data-opens]").forEach((link) => {
  const field = document.getElementById(link.dataset.opens);
  link.addEventListener("click", () => {
    const [before] = link.href.split("body=");
    const isMail = link.protocol === "mailto:";
    link.href = `${before}body=${encodeURIComponent(isMail ? field.value.replace(/\r?\n/g, "\r\n") : field.value)}`;
  });
});
document.querySelectorAll("[data-keep]").forEach((button) => {
  const field = document.getElementById(button.dataset.keep);
  button.hidden = true;
  field.addEventListener("input", () => {
    button.hidden = field.value === field.defaultValue;
  });
});
// A link to a letter, or to the choice that calls for it, opens its fold.
const opened = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const fold = target && (target.matches("details") ? target : target.querySelector(":scope > .letter"));
  if (fold) fold.open = true;
};
addEventListener("hashchange", opened);
opened();
// Paper can't be unfolded.
addEventListener("beforeprint", () => {
  document.querySelectorAll("details").forEach((fold) => {
    fold.open = true;
  });
});
