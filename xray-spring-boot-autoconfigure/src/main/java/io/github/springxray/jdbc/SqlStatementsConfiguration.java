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

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.context.Subsegments;
import io.github.springxray.recorder.TracingFaults;

/**
 * What is recorded of SQL. For the starter's own packages.
 */
@Configuration(proxyBeanMethods = false)
public class SqlStatementsConfiguration {

	@Bean
	@ConditionalOnMissingBean(SqlSanitizer.class)
	CachingSqlSanitizer xraySqlSanitizer() {
		return new CachingSqlSanitizer(new LiteralSqlSanitizer());
	}

	@Bean
	SqlStatements xraySqlStatements(Subsegments subsegments, TracingFaults faults, XRayJdbcProperties properties,
			SqlSanitizer sanitizer, JdbcExceptionMessages messages) {
		return new SqlStatements(subsegments, faults, properties, sanitizer, messages);
	}

}
