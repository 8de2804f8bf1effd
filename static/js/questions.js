// A date that is typed chooses "On this date"; another answer clears the date. Without script, the server asks.
document.addEventListener("input", (event) => {
  const picks = event.target.dataset.picks;
  if (picks && event.target.value) document.getElementById(picks).checked = true;
});
document.addEventListener("change", (event) => {
  if (event.target.type !== "radio" || event.target.value === "date") return;
  const date = document.getElementById(event.target.closest("fieldset")?.id.replace("q-", "id_") + "_on");
  if (date) date.value = "";
});
// "None of these" and the other boxes exclude each other.
document.addEventListener("change", (event) => {
  if (event.target.type !== "checkbox" || !event.target.checked) return;
  const isNone = event.target.value === "none";
  for (const box of event.target.closest("fieldset").querySelectorAll("input[type=checkbox]")) {
    if ((box.value === "none") !== isNone) box.checked = false;
  }
});
