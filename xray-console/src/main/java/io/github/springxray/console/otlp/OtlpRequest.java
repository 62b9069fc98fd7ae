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

import org.jspecify.annotations.Nullable;

/**
 * A request to export spans or lines of logs, whatever server it came to.
 *
 * @param path the path below that of the console
 * @param method the method, in upper case
 * @param contentType the header, or {@code null}
 * @param contentEncoding the header, or {@code null}
 * @param body the body as it was sent, at most one byte longer than
 * {@link OtlpReceiver#MAX_BODY}
 */
public record OtlpRequest(@Nullable String path, String method, @Nullable String contentType,
		@Nullable String contentEncoding, byte[] body) {

}
