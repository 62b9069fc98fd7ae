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
package io.github.springxray.r2dbc;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.jdbc.SqlStatements;
import io.github.springxray.jdbc.SqlStatementsConfiguration;
import io.github.springxray.jdbc.XRayJdbcMessagesAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.LeftAlone;
import io.github.springxray.recorder.XRayAutoConfiguration;

/**
 * Auto-configuration of the tracing of R2DBC. Connection factories may be created before
 * anything else, so their post-processor depends on nothing that is not there yet.
 */
@AutoConfiguration(after = { XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
		XRayJdbcMessagesAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnPatch(PatchedLibrary.R2DBC)
@EnableConfigurationProperties(XRayR2dbcProperties.class)
@Import(SqlStatementsConfiguration.class)
@ImportRuntimeHints(R2dbcRuntimeHints.class)
public final class XRayR2dbcAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ConnectionFactoryPostProcessor xrayConnectionFactoryPostProcessor(ObjectProvider<R2dbcTracing> tracing,
			ObjectProvider<LeftAlone> leftAlone, Environment environment) {
		XRayR2dbcProperties properties = Binder.get(environment)
			.bindOrCreate("xray.patch.r2dbc", XRayR2dbcProperties.class);
		return new ConnectionFactoryPostProcessor(tracing, properties.excluded(), leftAlone);
	}

	@Bean
	R2dbcTracing xrayR2dbcTracing(Subsegments subsegments, SqlStatements statements) {
		return new R2dbcTracing(subsegments, statements);
	}

	@Bean
	ActivePatch xrayR2dbcPatch() {
		return new ActivePatch(PatchedLibrary.R2DBC);
	}

}
