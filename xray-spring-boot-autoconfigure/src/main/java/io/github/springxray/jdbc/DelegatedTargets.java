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
		DataSource target = traced(delegating.getTargetDataSource(), tracer);
		DataSource readOnly = (delegating instanceof LazyConnectionDataSourceProxy lazy)
				? traced(readOnly(lazy), tracer) : null;
		// Nothing is set before all is known, so that a failure leaves it as it was
		if (target != null) {
			delegating.setTargetDataSource(target);
		}
		if (readOnly != null) {
			((LazyConnectionDataSourceProxy) delegating).setReadOnlyDataSource(readOnly);
		}
	}

	private static boolean isOfSpring(Class<?> type) {
		return type == TransactionAwareDataSourceProxy.class || type == LazyConnectionDataSourceProxy.class
				|| type == UserCredentialsDataSourceAdapter.class || type == IsolationLevelDataSourceAdapter.class
				|| type == DelegatingDataSource.class;
	}

	/**
	 * Return what to set in place of a target, {@code null} to leave it.
	 */
	private static @Nullable DataSource traced(@Nullable DataSource target, UnaryOperator<DataSource> tracer) {
		DataSource traced = (target != null) ? tracer.apply(target) : null;
		return (traced != target) ? traced : null;
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
