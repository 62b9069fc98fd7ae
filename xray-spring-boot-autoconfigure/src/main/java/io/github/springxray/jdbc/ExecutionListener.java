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

import java.util.List;

import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;

/**
 * Begins a subsegment before a statement runs and ends it afterwards. Nothing is thrown:
 * datasource-proxy would not run the statement then.
 */
final class ExecutionListener implements QueryExecutionListener {

	private final JdbcTracing tracing;

	ExecutionListener(JdbcTracing tracing) {
		this.tracing = tracing;
	}

	@Override
	public void beforeQuery(ExecutionInfo info, List<QueryInfo> queries) {
		TracedStatement statement = TracedStatement.executing();
		if (statement == null) {
			return;
		}
		try {
			if (statement.isWithinTheSame(queries)) {
				return;
			}
			statement.connection().beforeStatement();
			statement.setExecution(Execution.begin(this.tracing, statement.connection(), info, queries));
		}
		catch (Throwable ex) {
			this.tracing.faults().record("beginning to trace a statement", ex);
		}
	}

	@Override
	public void afterQuery(ExecutionInfo info, List<QueryInfo> queries) {
		TracedStatement statement = TracedStatement.executing();
		Execution execution = (statement != null) ? statement.execution() : null;
		if (execution == null) {
			return;
		}
		try {
			execution.end(info);
		}
		catch (Throwable ex) {
			this.tracing.faults().record("ending to trace a statement", ex);
		}
	}

}
