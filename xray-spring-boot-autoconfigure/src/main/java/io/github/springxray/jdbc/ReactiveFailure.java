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
package io.github.springxray.jdbc;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;

/**
 * What an exception of R2DBC tells of itself. Used only for what is one, as the library
 * may be absent.
 */
final class ReactiveFailure {

	private ReactiveFailure() {
	}

	static @Nullable String stateOf(Throwable failure) {
		return (failure instanceof R2dbcException exception) ? exception.getSqlState() : null;
	}

	static int codeOf(Throwable failure) {
		return (failure instanceof R2dbcException exception) ? exception.getErrorCode() : 0;
	}

}
