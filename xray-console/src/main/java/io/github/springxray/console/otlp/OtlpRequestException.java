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

package io.github.springxray.console.otlp;

import io.github.springxray.console.document.TextLimits;

/**
 * Says why a request is refused as a whole.
 */
final class OtlpRequestException extends Exception {

	private static final int MAX_MESSAGE = 300;

	private final int status;

	OtlpRequestException(int status, String message) {
		super(TextLimits.cut(message, MAX_MESSAGE), null, false, false);
		this.status = status;
	}

	/**
	 * Return a request that cannot be read.
	 */
	static OtlpRequestException malformed(String message) {
		return new OtlpRequestException(400, message);
	}

	/**
	 * Return the status of HTTP.
	 */
	int status() {
		return this.status;
	}

}
