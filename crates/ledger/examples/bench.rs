#[path = "../../shancheng/src/bench/ledger.rs"]
mod bench;
#[tokio::main]
async fn main() {
    let server = std::env::var("SERVER").unwrap().parse().unwrap();
    let all = storage::migrate::read_folder(std::path::Path::new("migrations")).unwrap();
    let all: Vec<_> = all
        .into_iter()
        .filter(|m| m.name.contains("storage") || m.name.contains("ledger"))
        .collect();
    let seconds = std::env::var("T").map_or(3, |t| t.parse().unwrap());
    println!("{}", bench::run(&server, &all, seconds).await.unwrap());
}
