//! Keys of the four algorithms.

use super::Error;
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _};
use rsa::traits::PublicKeyParts as _;
use rsa::{RsaPrivateKey, RsaPublicKey, pkcs1v15, pss};
use sha2::{Sha256, Sha512};
use sm2::dsa::signature::{
    RandomizedSigner as _, SignatureEncoding as _, Signer as _, Verifier as _,
};

kernel::words! {
    /// How a message is signed 签名算法. The first three are of the RFC 9421 registry;
    /// `sm2-sm3` is private to this system, for domestic rules (GM/T 0003, GM/T 0004): the
    /// signature is r and s, 32 bytes each, over SM3 with the default user id of GM/T 0009.
    pub enum Algorithm {
        /// Ed25519 (RFC 8032).
        Ed25519 = "ed25519",
        /// RSASSA-PSS with SHA-512, salt of 64 bytes.
        RsaPssSha512 = "rsa-pss-sha512",
        /// RSASSA-PKCS1-v1_5 with SHA-256.
        RsaV15Sha256 = "rsa-v1_5-sha256",
        /// SM2 with SM3 国密.
        Sm2Sm3 = "sm2-sm3",
    }
}

/// The user id that GM/T 0009 prescribes where parties have not agreed another.
pub const SM2_USER_ID: &str = "1234567812345678";
/// Shortest RSA modulus taken, in bits.
pub const RSA_BITS_MIN: usize = 2048;
/// Longest RSA modulus taken, in bits: longer ones cost too much to check.
pub const RSA_BITS_MAX: usize = 4096;

/// A key that signs.
pub enum SigningKey {
    /// For `ed25519`.
    Ed25519(Box<ed25519_dalek::SigningKey>),
    /// For `rsa-pss-sha512`.
    RsaPss(Box<pss::SigningKey<Sha512>>),
    /// For `rsa-v1_5-sha256`.
    RsaV15(Box<pkcs1v15::SigningKey<Sha256>>),
    /// For `sm2-sm3`.
    Sm2(Box<sm2::dsa::SigningKey>),
}

/// A key that checks signatures.
#[derive(Clone, Debug)]
pub enum VerifyingKey {
    /// For `ed25519`.
    Ed25519(Box<ed25519_dalek::VerifyingKey>),
    /// For `rsa-pss-sha512`.
    RsaPss(Box<RsaPublicKey>),
    /// For `rsa-v1_5-sha256`.
    RsaV15(Box<RsaPublicKey>),
    /// For `sm2-sm3`.
    Sm2(Box<sm2::dsa::VerifyingKey>),
}

fn bad_key(rule: &'static str) -> Error {
    Error::BadKey(rule)
}

impl SigningKey {
    /// An Ed25519 key from its 32-byte seed.
    pub fn ed25519(seed: &[u8; 32]) -> SigningKey {
        SigningKey::Ed25519(Box::new(ed25519_dalek::SigningKey::from_bytes(seed)))
    }

    /// A key from PKCS #8 in PEM.
    pub fn from_pem(algorithm: Algorithm, pem: &str) -> Result<SigningKey, Error> {
        let bad = bad_key("a private key in PKCS #8 PEM");
        Ok(match algorithm {
            Algorithm::Ed25519 => SigningKey::Ed25519(Box::new(
                ed25519_dalek::SigningKey::from_pkcs8_pem(pem).map_err(|_| bad)?,
            )),
            Algorithm::RsaPssSha512 => SigningKey::RsaPss(Box::new(pss::SigningKey::new(
                RsaPrivateKey::from_pkcs8_pem(pem).map_err(|_| bad)?,
            ))),
            Algorithm::RsaV15Sha256 => SigningKey::RsaV15(Box::new(pkcs1v15::SigningKey::new(
                RsaPrivateKey::from_pkcs8_pem(pem).map_err(|_| bad)?,
            ))),
            Algorithm::Sm2Sm3 => {
                let secret = sm2::SecretKey::from_pkcs8_pem(pem).map_err(|_| bad)?;
                let key = sm2::dsa::SigningKey::new(SM2_USER_ID, &secret)
                    .map_err(|_| bad_key("a private key on the SM2 curve"))?;
                SigningKey::Sm2(Box::new(key))
            }
        })
    }

    /// The algorithm it is for.
    pub fn algorithm(&self) -> Algorithm {
        match self {
            SigningKey::Ed25519(_) => Algorithm::Ed25519,
            SigningKey::RsaPss(_) => Algorithm::RsaPssSha512,
            SigningKey::RsaV15(_) => Algorithm::RsaV15Sha256,
            SigningKey::Sm2(_) => Algorithm::Sm2Sm3,
        }
    }

    /// Signs bytes.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let failed = |_| bad_key("long enough for its algorithm");
        Ok(match self {
            SigningKey::Ed25519(key) => key.sign(message).to_bytes().to_vec(),
            SigningKey::RsaPss(key) => {
                key.try_sign_with_rng(&mut rand::rng(), message).map_err(failed)?.to_vec()
            }
            SigningKey::RsaV15(key) => key.try_sign(message).map_err(failed)?.to_vec(),
            SigningKey::Sm2(key) => {
                let signature: sm2::dsa::Signature = key.try_sign(message).map_err(failed)?;
                signature.to_bytes().to_vec()
            }
        })
    }
}

impl VerifyingKey {
    /// Reads a public key: a `SubjectPublicKeyInfo` in PEM for every algorithm; for `ed25519`
    /// also its 32 bytes in base 64, for `sm2-sm3` also its point (65 bytes) in base 64.
    pub fn parse(algorithm: Algorithm, text: &str) -> Result<VerifyingKey, Error> {
        let text = text.trim();
        if text.len() > 4096 {
            return Err(bad_key("at most 4096 characters"));
        }
        let raw = || STANDARD.decode(text).ok();
        match algorithm {
            Algorithm::Ed25519 => {
                let bad = bad_key("an Ed25519 public key in PEM, or its 32 bytes in base 64");
                let key = match raw() {
                    Some(bytes) => <[u8; 32]>::try_from(bytes)
                        .ok()
                        .and_then(|bytes| ed25519_dalek::VerifyingKey::from_bytes(&bytes).ok()),
                    None => ed25519_dalek::VerifyingKey::from_public_key_pem(text).ok(),
                };
                let key = key.filter(|key| !key.is_weak()).ok_or(bad)?;
                Ok(VerifyingKey::Ed25519(Box::new(key)))
            }
            Algorithm::RsaPssSha512 => Ok(VerifyingKey::RsaPss(Box::new(rsa_public(text)?))),
            Algorithm::RsaV15Sha256 => Ok(VerifyingKey::RsaV15(Box::new(rsa_public(text)?))),
            Algorithm::Sm2Sm3 => {
                let bad = || bad_key("an SM2 public key in PEM, or its 65 bytes in base 64");
                let key = match raw() {
                    Some(bytes) => sm2::dsa::VerifyingKey::from_sec1_bytes(SM2_USER_ID, &bytes)
                        .map_err(|_| bad())?,
                    None => {
                        let public =
                            sm2::PublicKey::from_public_key_pem(text).map_err(|_| bad())?;
                        sm2::dsa::VerifyingKey::new(SM2_USER_ID, public).map_err(|_| bad())?
                    }
                };
                Ok(VerifyingKey::Sm2(Box::new(key)))
            }
        }
    }

    /// The algorithm it is for.
    pub fn algorithm(&self) -> Algorithm {
        match self {
            VerifyingKey::Ed25519(_) => Algorithm::Ed25519,
            VerifyingKey::RsaPss(_) => Algorithm::RsaPssSha512,
            VerifyingKey::RsaV15(_) => Algorithm::RsaV15Sha256,
            VerifyingKey::Sm2(_) => Algorithm::Sm2Sm3,
        }
    }

    /// Checks a signature over bytes.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Error> {
        let right = match self {
            VerifyingKey::Ed25519(key) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(message, &signature).is_ok()),
            VerifyingKey::RsaPss(key) => {
                pss::Signature::try_from(signature).is_ok_and(|signature| {
                    let key = pss::VerifyingKey::<Sha512>::new(RsaPublicKey::clone(key));
                    key.verify(message, &signature).is_ok()
                })
            }
            VerifyingKey::RsaV15(key) => {
                pkcs1v15::Signature::try_from(signature).is_ok_and(|signature| {
                    let key = pkcs1v15::VerifyingKey::<Sha256>::new(RsaPublicKey::clone(key));
                    key.verify(message, &signature).is_ok()
                })
            }
            VerifyingKey::Sm2(key) => sm2::dsa::Signature::try_from(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
        };
        if right { Ok(()) } else { Err(Error::Mismatch) }
    }
}

fn rsa_public(pem: &str) -> Result<RsaPublicKey, Error> {
    let key = RsaPublicKey::from_public_key_pem(pem)
        .map_err(|_| bad_key("an RSA public key in PEM (SubjectPublicKeyInfo)"))?;
    let bits = key.size() * 8;
    if !(RSA_BITS_MIN..=RSA_BITS_MAX).contains(&bits) {
        return Err(bad_key("an RSA key of 2048 to 4096 bits"));
    }
    Ok(key)
}
