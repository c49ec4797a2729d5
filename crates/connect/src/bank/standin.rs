//! A bank that pays, refuses and sends back by rule, so that each way can be shown.

use super::{PayoutFile, PayoutLine, files, read, write_whole};
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How the bank behaves. What an amount ends in decides, so that a run can be repeated.
#[derive(Clone, Debug)]
pub struct BankConfig {
    /// The folder.
    pub folder: PathBuf,
    /// A payout whose fen end in this is refused.
    pub reject_ends: String,
    /// A payout whose fen end in this is paid and comes back in a later file.
    pub return_ends: String,
    /// Between two looks at the folder.
    pub look_every: Duration,
}

impl BankConfig {
    /// Refuses what ends in 13 fen, sends back what ends in 14.
    pub fn new(folder: PathBuf) -> BankConfig {
        BankConfig {
            folder,
            reject_ends: "13".to_owned(),
            return_ends: "14".to_owned(),
            look_every: Duration::from_secs(1),
        }
    }
}

/// The bank.
#[derive(Debug)]
pub struct Bank {
    config: BankConfig,
    /// What it said of each line: a line is paid once, in whatever file it comes.
    said: HashMap<String, (&'static str, String)>,
    number: u64,
}

impl Bank {
    /// A bank that has paid nothing yet.
    pub fn new(config: BankConfig) -> Bank {
        Bank { config, said: HashMap::new(), number: 0 }
    }

    /// Works through what lies in the folder; how many files.
    pub fn look(&mut self) -> io::Result<usize> {
        let (from, to) = (self.config.folder.join("in"), self.config.folder.join("out"));
        let mut done = 0;
        for (name, text) in files(&from)? {
            match read(&text) {
                Ok(file) => self.answer(&to, &name, &file)?,
                Err(why) => {
                    tracing::warn!(file = name, %why, "the bank does not take a file");
                    write_whole(&to, &format!("{name}.refused"), &format!("why\n{why}\n"))?;
                }
            }
            std::fs::remove_file(from.join(format!("{name}.csv")))?;
            done += 1;
        }
        Ok(done)
    }

    fn answer(&mut self, to: &Path, name: &str, file: &PayoutFile) -> io::Result<()> {
        let head = "line_id,result,bank_reference,reason\n";
        let (mut results, mut returns) = (head.to_owned(), head.to_owned());
        for line in &file.lines {
            let (said, reference) = self.decide(line);
            let reason = if said == "rejected" { "账户户名不符" } else { "" };
            results.push_str(&format!("{},{said},{reference},{reason}\n", line.id));
            if said == "paid" && ends(line, &self.config.return_ends) {
                returns.push_str(&format!("{},returned,{reference},账户已销户\n", line.id));
            }
        }
        write_whole(to, &format!("{name}.results"), &results)?;
        if returns != head {
            write_whole(to, &format!("{name}.returns"), &returns)?;
        }
        Ok(())
    }

    fn decide(&mut self, line: &PayoutLine) -> (&'static str, String) {
        if let Some(said) = self.said.get(&line.id) {
            return said.clone();
        }
        self.number += 1;
        let refused = ends(line, &self.config.reject_ends);
        let said = (if refused { "rejected" } else { "paid" }, format!("BK{:010}", self.number));
        self.said.insert(line.id.clone(), said.clone());
        said
    }
}

fn ends(line: &PayoutLine, digits: &str) -> bool {
    !digits.is_empty() && format!("{:02}", line.amount_fen).ends_with(digits)
}

/// Plays the bank until the program is ended.
pub async fn run(config: BankConfig) -> io::Result<()> {
    super::Drop::open(&config.folder)?;
    let every = config.look_every;
    let mut bank = Bank::new(config);
    loop {
        bank.look()?;
        tokio::time::sleep(every).await;
    }
}

#[cfg(test)]
mod tests {
    use super::super::Drop;
    use super::super::file::tests::file;
    use super::*;

    #[test]
    fn a_bank_pays_once_refuses_and_sends_back() {
        let folder = std::env::temp_dir().join(format!("bank-{}", uuid::Uuid::now_v7()));
        let ours = Drop::open(&folder).unwrap();
        let mut bank = Bank::new(BankConfig::new(folder.clone()));
        ours.put("b1", &file("b1", &["994.00", "1.13", "2.14"])).unwrap();
        assert!(ours.put("../b1", "").is_err(), "a name leads nowhere else");
        assert_eq!(bank.look().unwrap(), 1);
        let results = ours.results().unwrap();
        let names: Vec<&str> = results.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["b1.results", "b1.returns"]);
        let lines: Vec<&str> = results[0].1.lines().collect();
        assert_eq!(lines[1], "b1-1,paid,BK0000000001,");
        assert!(lines[2].starts_with("b1-2,rejected,BK0000000002,"), "{}", lines[2]);
        assert!(lines[3].starts_with("b1-3,paid,"));
        assert!(results[1].1.contains("b1-3,returned,BK0000000003,"));
        for (name, _) in &results {
            ours.done(name).unwrap();
        }
        // The same file again is answered the same, and pays nothing twice.
        ours.put("again", &file("b1", &["994.00", "1.13", "2.14"])).unwrap();
        bank.look().unwrap();
        assert_eq!(ours.results().unwrap()[0].1, results[0].1);
        ours.put("bad", "H,1\n").unwrap();
        bank.look().unwrap();
        let told = ours.results().unwrap();
        assert!(told.iter().any(|(name, _)| name == "bad.refused"), "{told:?}");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
