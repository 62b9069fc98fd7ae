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

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.ResultSet;

import org.jspecify.annotations.Nullable;

/**
 * A result set that counts the rows that are read. It keeps none.
 */
final class TracedResultSet implements InvocationHandler {

	private final ResultSet resultSet;

	private final BackReference.Origin origin;

	private final Execution execution;

	private long rows;

	private long firstRowAt;

	private boolean finished;

	TracedResultSet(ResultSet resultSet, BackReference.Origin origin, Execution execution) {
		this.resultSet = resultSet;
		this.origin = origin;
		this.execution = execution;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
		return switch (method.getName()) {
			case "next" -> next(method, args);
			case "close" -> {
				finish();
				yield JdbcProxies.invoke(method, this.resultSet, args);
			}
			case "getStatement" -> this.origin.name(method, JdbcProxies.invoke(method, this.resultSet, args));
			case "getTarget" -> this.resultSet;
			case "equals" -> BackReference.isEqual(this.resultSet, proxy, args);
			default -> JdbcProxies.invoke(method, this.resultSet, args);
		};
	}

	private @Nullable Object next(Method method, @Nullable Object @Nullable [] args) throws Throwable {
		Object hasNext = JdbcProxies.invoke(method, this.resultSet, args);
		if (Boolean.TRUE.equals(hasNext)) {
			if (this.rows++ == 0) {
				this.firstRowAt = System.nanoTime();
			}
		}
		else {
			finish();
		}
		return hasNext;
	}

	/**
	 * Record what was read, once.
	 */
	void finish() {
		if (!this.finished) {
			this.finished = true;
			this.execution.recordRead(this.rows, this.firstRowAt);
		}
	}

}
