//! Asking for memory before it is needed.
#![cfg_attr(target_arch = "x86_64", expect(unsafe_code, reason = "the intrinsic takes a pointer"))]

/// Asks the processor to fetch an element into its caches; nothing happens where it can't, or where there is no such element.
#[inline(always)]
pub(crate) fn prefetch<T>(slice: &[T], at: usize) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // `wrapping_add` may make any address: it is never read from here.
        let address = slice.as_ptr().wrapping_add(at).cast();
        // SAFETY: a prefetch is a hint, which has no effect on memory and doesn't fault whatever the address. SSE is part
        // of x86-64.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(address) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (slice, at);
}
