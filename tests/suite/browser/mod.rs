//! Pages in a real browser, as people see and use them. Without chromium and chromedriver these tests say that they were skipped;
//! `.ci/run` installs both, and axe-core, and always runs them.

mod axe;
mod hostile;
mod report;
mod same_dump;
mod served;
mod session;
mod webdriver;
