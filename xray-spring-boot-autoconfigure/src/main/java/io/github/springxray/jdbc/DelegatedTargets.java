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

import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.DirectFieldAccessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.IsolationLevelDataSourceAdapter;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.UserCredentialsDataSourceAdapter;

/**
 * Exchanges the targets of Spring's own data sources that pass on to others and are no
 * beans of their own. Their setters do nothing but keep the target. Transactions are
 * bound to the target, so a proxy in front would not see what goes through it. Subclasses
 * of the application may do anything when a target is set, so they are not touched.
 */
final class DelegatedTargets {

	private static final String READ_ONLY = "readOnlyDataSource";

	private DelegatedTargets() {
	}

	static void trace(DelegatingDataSource delegating, UnaryOperator<DataSource> tracer) {
		if (!isOfSpring(delegating.getClass())) {
			return;
		}
		exchange(delegating::getTargetDataSource, delegating::setTargetDataSource, tracer);
		if (delegating instanceof LazyConnectionDataSourceProxy lazy) {
			exchange(() -> readOnly(lazy), lazy::setReadOnlyDataSource, tracer);
		}
	}

	private static boolean isOfSpring(Class<?> type) {
		return type == TransactionAwareDataSourceProxy.class || type == LazyConnectionDataSourceProxy.class
				|| type == UserCredentialsDataSourceAdapter.class || type == IsolationLevelDataSourceAdapter.class
				|| type == DelegatingDataSource.class;
	}

	private static void exchange(Supplier<@Nullable DataSource> getter, Consumer<DataSource> setter,
			UnaryOperator<DataSource> tracer) {
		DataSource target = getter.get();
		DataSource traced = (target != null) ? tracer.apply(target) : null;
		if (traced != null && traced != target) {
			setter.accept(traced);
		}
	}

	/**
	 * There is no getter. Where the field cannot be read, only what goes to the other
	 * target is traced.
	 */
	private static @Nullable DataSource readOnly(LazyConnectionDataSourceProxy lazy) {
		try {
			return (DataSource) new DirectFieldAccessor(lazy).getPropertyValue(READ_ONLY);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

}
