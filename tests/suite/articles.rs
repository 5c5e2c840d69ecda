//! Whole articles, read.

use claimbook::read::article::read;

#[test]
fn dump() {
    let Ok(path) = std::env::var("DUMP") else { return };
    let a = read(&std::fs::read(&path).unwrap(), &path, None, 1 << 24).unwrap();
    println!("{:?} {:?} {:?} {:?}", a.title, a.updated_on, a.last_reviewed_on, a.people);
    let chars: Vec<char> = a.text.chars().collect();
    for b in &a.blocks.0 {
        let t: String = chars[b.start as usize..b.end as usize].iter().collect();
        println!(
            "{:?} {} L{} [{}] {}",
            b.kind,
            b.level,
            b.from[0].1,
            b.section,
            t.chars().take(110).collect::<String>()
        );
    }
    for r in &a.references {
        println!(
            "{:?} {} {}:{} {}\n    {}",
            r.number,
            r.section,
            r.line,
            r.column,
            r.parsed.confident,
            serde_json::to_string(&r.parsed.item).unwrap()
        );
    }
    for m in &a.markers {
        println!("{m:?}");
    }
    for n in &a.notes {
        println!("{n:?}");
    }
}
