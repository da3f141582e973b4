//! Procedures, questions, requirements, evidence, fees and their versions: check, build, read, find. Knows no window
