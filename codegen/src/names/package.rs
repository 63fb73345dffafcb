//! The name of the package.
//!
//! Takes the title of the document, gives a name that cargo takes. Must not know the configuration.

use crate::options::check_package_name;

/// A package name made from the title: lower case words joined by hyphens.
pub(super) fn package_name(title: &str) -> String {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut name: String = words.join("-").chars().take(48).collect();
    name.truncate(name.trim_end_matches('-').len());
    [name.clone(), format!("{name}-client"), format!("api-{name}"), "api-client".to_owned()]
        .into_iter()
        .find(|name| !name.ends_with('-') && check_package_name(name).is_ok())
        .unwrap_or_else(|| "api-client".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_packages_come_from_titles() {
        assert_eq!(package_name("Confluent Cloud IAM"), "confluent-cloud-iam");
        assert_eq!(package_name("  Pet Store (v2)! "), "pet-store-v2");
        assert_eq!(package_name("3scale"), "api-3scale");
        assert_eq!(package_name("Test"), "test-client");
        assert_eq!(package_name("日本"), "api-client");
    }
}
