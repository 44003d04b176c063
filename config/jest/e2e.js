// Scenarios start whole processes; the first build of the page's libraries alone takes some seconds.
jest.setTimeout(180_000);
