/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.emitter;

import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Who takes spans.
 */
interface OtlpReceiver {

	/**
	 * Return where the receiver is, which may take a while to find out.
	 */
	URI uri();

	/**
	 * Return the headers of a request, signed if the receiver wants that.
	 * @param headers those of the content
	 * @param body the content, as it is sent
	 */
	Map<String, String> headers(Map<String, String> headers, byte[] body);

	/**
	 * Return the receiver in words that can be shown to anybody.
	 */
	String name();

	/**
	 * Return the address, without what may be secret.
	 */
	String address();

	/**
	 * Return a text without what only the receiver may know.
	 */
	default String redact(String text) {
		return text;
	}

	/**
	 * Explain a refusal.
	 * @return what to do about it, {@code null} if that is not known
	 */
	default @Nullable String explain(OtlpAnswer answer) {
		return null;
	}

	/**
	 * Release what was made for the receiver.
	 */
	default void close() {
		// Nothing to release
	}

}
