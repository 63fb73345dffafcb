//! Rules, one test each (to come).
