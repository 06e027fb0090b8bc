// Where the translation editor finds its choosers.

window.chooserUrls ??= { ...document.getElementById("chooser-addresses").dataset };
