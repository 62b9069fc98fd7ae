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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * How statements that the application sends to its databases are traced.
 */
@ConfigurationProperties("xray.patch.jdbc")
public class XRayJdbcProperties {

	/**
	 * Whether to trace the statements that are sent through data sources. Defaults to
	 * xray.patch.enabled.
	 */
	private @Nullable Boolean enabled;

	/**
	 * What to record of the text of a statement: sanitized, raw, which has the literals
	 * in it, or off. Values of parameters are never recorded. The environment variable
	 * AWS_XRAY_COLLECT_SQL_QUERIES=true stands for raw and wins over it.
	 */
	private SqlRecording sql = SqlRecording.SANITIZED;

	/**
	 * How long a statement may take before it is annotated with slow_query. Defaults to
	 * no limit.
	 */
	private @Nullable Duration slowQueryThreshold;

	/**
	 * How often the same statement may run in one segment before the segment is annotated
	 * with repeated_query_count. 0 does not count.
	 */
	private int repeatThreshold = 10;

	/**
	 * Whether to record the wait for a connection as a subsegment.
	 */
	private boolean recordConnections = false;

	/**
	 * Whether to record transactions as subsegments, with their statements in them.
	 */
	private boolean recordTransactions = false;

	/**
	 * Whether to record the class, method and line of the application that runs a
	 * statement. It takes a look at the stack each time, and is done in development
	 * alone, with devtools or with classes in a directory.
	 */
	private boolean recordCallSite = false;

	/**
	 * Names of the data source beans that are not traced.
	 */
	private List<String> excludeDataSources = new ArrayList<>();

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public SqlRecording getSql() {
		return this.sql;
	}

	public void setSql(SqlRecording sql) {
		this.sql = sql;
	}

	public @Nullable Duration getSlowQueryThreshold() {
		return this.slowQueryThreshold;
	}

	public void setSlowQueryThreshold(@Nullable Duration slowQueryThreshold) {
		this.slowQueryThreshold = slowQueryThreshold;
	}

	public int getRepeatThreshold() {
		return this.repeatThreshold;
	}

	public void setRepeatThreshold(int repeatThreshold) {
		this.repeatThreshold = repeatThreshold;
	}

	public boolean isRecordConnections() {
		return this.recordConnections;
	}

	public void setRecordConnections(boolean recordConnections) {
		this.recordConnections = recordConnections;
	}

	public boolean isRecordTransactions() {
		return this.recordTransactions;
	}

	public void setRecordTransactions(boolean recordTransactions) {
		this.recordTransactions = recordTransactions;
	}

	public boolean isRecordCallSite() {
		return this.recordCallSite;
	}

	public void setRecordCallSite(boolean recordCallSite) {
		this.recordCallSite = recordCallSite;
	}

	public List<String> getExcludeDataSources() {
		return this.excludeDataSources;
	}

	public void setExcludeDataSources(List<String> excludeDataSources) {
		this.excludeDataSources = excludeDataSources;
	}

	/**
	 * Refuse values that mean nothing.
	 */
	void validate() {
		if (this.excludeDataSources.stream().anyMatch(String::isBlank)) {
			throw new InvalidConfigurationPropertyValueException("xray.patch.jdbc.exclude-data-sources",
					this.excludeDataSources, "Write names of beans, such as ordersDataSource.");
		}
		if (this.repeatThreshold < 0) {
			throw new InvalidConfigurationPropertyValueException("xray.patch.jdbc.repeat-threshold",
					this.repeatThreshold, "It must be 1 or more, or 0 to not count repeated statements.");
		}
		if (this.slowQueryThreshold != null && this.slowQueryThreshold.isNegative()) {
			throw new InvalidConfigurationPropertyValueException("xray.patch.jdbc.slow-query-threshold",
					this.slowQueryThreshold, "It must be a duration such as 500ms or 2s.");
		}
	}

}
