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

import java.sql.ConnectionBuilder;

import javax.sql.DataSource;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import io.github.springxray.recorder.WeakIdentityMap;

/**
 * Traces the connections that a routing data source gives away, unless their target does
 * so itself. Each target is a database of its own.
 */
final class RoutingInterceptor extends DataSourceInterceptor {

	private final Routes routes;

	private final DataSourceTracer tracer;

	private final WeakIdentityMap<DataSource, TracedPool> targets = new WeakIdentityMap<>();

	RoutingInterceptor(String name, AbstractRoutingDataSource routing, DataSourceTracer tracer,
			ObjectProvider<JdbcTracing> provider) {
		super(name, routing, provider);
		this.routes = new Routes(routing);
		this.tracer = tracer;
	}

	@Override
	@Nullable Object connect(TracedPool pool, MethodInvocation invocation) throws Throwable {
		if (!this.routes.isPlain(invocation.getMethod())) {
			// Which of the targets it is cannot be told
			return this.routes.leadTo(this.tracer::isLeftAlone) ? invocation.proceed()
					: super.connect(pool, invocation);
		}
		DataSource target = this.routes.determine(invocation.getMethod());
		if (target == null) {
			return invocation.proceed();
		}
		@Nullable Object[] arguments = invocation.getArguments();
		Connecting connecting = (arguments.length == 2)
				? () -> target.getConnection((String) arguments[0], (String) arguments[1]) : target::getConnection;
		return this.tracer.isSettled(target) ? connecting.connect() : connect(of(target, pool), connecting, arguments);
	}

	@Override
	@Nullable Object build(TracedPool pool, MethodInvocation invocation) throws Throwable {
		if (!this.routes.isPlain(invocation.getMethod())) {
			return this.routes.leadTo(this.tracer::isLeftAlone) ? invocation.proceed() : super.build(pool, invocation);
		}
		DataSource target = this.routes.determine(invocation.getMethod());
		if (target == null) {
			return invocation.proceed();
		}
		ConnectionBuilder builder = target.createConnectionBuilder();
		return this.tracer.isSettled(target) ? builder : TracedConnectionBuilder.of(of(target, pool), builder);
	}

	private TracedPool of(DataSource target, TracedPool pool) {
		return this.targets.computeIfAbsent(target, pool::another);
	}

}
