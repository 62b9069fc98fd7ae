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

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.DirectFieldAccessor;

/**
 * Data sources that the X-Ray SDK has wrapped to trace them itself. They record each
 * statement a second time, and the URL of the database with whatever is in it.
 */
final class SdkDataSources {

	static final String TRACING = "com.amazonaws.xray.sql.TracingDataSource";

	private SdkDataSources() {
	}

	static boolean isOne(DataSource dataSource) {
		return dataSource.getClass().getName().equals(TRACING);
	}

	/**
	 * Return what is behind a data source of the SDK.
	 * @return the data source that it wraps, {@code null} if it cannot be found
	 */
	static @Nullable DataSource unwrap(DataSource dataSource) {
		try {
			return (DataSource) new DirectFieldAccessor(dataSource).getPropertyValue("delegate");
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

}
