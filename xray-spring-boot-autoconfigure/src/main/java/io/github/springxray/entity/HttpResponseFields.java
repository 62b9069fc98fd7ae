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

package io.github.springxray.entity;

import org.jspecify.annotations.Nullable;

/**
 * What is recorded of an HTTP response: the value of {@code response} in the {@code http}
 * block of an entity.
 */
public final class HttpResponseFields extends FlatMap {

	private final int status;

	private final long contentLength;

	/**
	 * Create the fields of a response.
	 * @param status its status, {@code 0} if there is none
	 * @param contentLength the length of its content in bytes, negative if that is not
	 * known
	 */
	public HttpResponseFields(int status, long contentLength) {
		this.status = status;
		this.contentLength = contentLength;
	}

	@Override
	boolean isShort(int max) {
		return true;
	}

	@Override
	int slots() {
		return 2;
	}

	@Override
	String keyOf(int slot) {
		return (slot == 0) ? "status" : "content_length";
	}

	@Override
	@Nullable Object valueOf(int slot) {
		if (slot == 0) {
			return (this.status > 0) ? this.status : null;
		}
		return (this.contentLength >= 0) ? this.contentLength : null;
	}

}
