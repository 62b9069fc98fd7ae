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

import com.amazonaws.xray.entities.Entity;
import io.r2dbc.proxy.ProxyConnectionFactory;
import io.r2dbc.proxy.callback.ProxyConfig;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.InfrastructureProxy;

/**
 * Traces the connections that a factory makes. All else is left to the factory. What it
 * needs is looked up with the first connection, as factories are created before most
 * other beans.
 */
final class ConnectionFactoryInterceptor implements MethodInterceptor {

	private static final Log logger = LogFactory.getLog(ConnectionFactoryInterceptor.class);

	private final String name;

	private final ConnectionFactory factory;

	private final ObjectProvider<R2dbcTracing> provider;

	private volatile @Nullable Traced traced;

	ConnectionFactoryInterceptor(String name, ConnectionFactory factory, ObjectProvider<R2dbcTracing> provider) {
		this.name = name;
		this.factory = factory;
		this.provider = provider;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		String method = invocation.getMethod().getName();
		@Nullable Object[] arguments = invocation.getArguments();
		if (invocation.getMethod().getDeclaringClass() == InfrastructureProxy.class) {
			return this.factory;
		}
		if (method.equals("unwrap") && arguments.length <= 1) {
			return (arguments.length == 1 && arguments[0] instanceof Class<?> type) ? unwrap(type) : this.factory;
		}
		if (method.equals("create") && arguments.length == 0) {
			return create();
		}
		return invocation.proceed();
	}

	private @Nullable Object unwrap(Class<?> type) {
		if (type.isInstance(this.factory)) {
			return this.factory;
		}
		return (this.factory instanceof Wrapped<?> wrapped) ? wrapped.unwrap(type) : null;
	}

	/**
	 * What stands in front of another traced factory has traced the connection already.
	 */
	private Object create() {
		Traced traced = traced();
		if (traced == null) {
			return this.factory.create();
		}
		return Mono.<Connection>deferContextual((context) -> {
			if (context.hasKey(CreatedBy.class)) {
				return Mono.from(this.factory.create());
			}
			CreatedBy createdBy = new CreatedBy(traced.tracing.subsegments().current());
			return Mono.<Connection>from(traced.factory.create())
				.contextWrite((outer) -> outer.put(CreatedBy.class, createdBy));
		});
	}

	/**
	 * A bean that the recorder needs may use the database while it is created itself.
	 * What it does is not traced.
	 */
	private @Nullable Traced traced() {
		Traced traced = this.traced;
		if (traced == null) {
			try {
				R2dbcTracing tracing = this.provider.getObject();
				traced = new Traced(trace(tracing), tracing);
				this.traced = traced;
			}
			catch (BeansException ex) {
				logger.debug("A connection is not traced because the recorder is not available yet", ex);
			}
		}
		return traced;
	}

	/**
	 * Two that are made at the same time do the same.
	 */
	private ConnectionFactory trace(R2dbcTracing tracing) {
		ProxyConfig config = ProxyConfig.builder()
			.listener(new QueryListener(tracing, new DatabaseFacts(this.name, this.factory)))
			.build();
		config.setProxyFactoryFactory(CountingProxyFactory.inPlaceOf(config.getProxyFactory()));
		return ProxyConnectionFactory.builder(this.factory, config).build();
	}

	private record Traced(ConnectionFactory factory, R2dbcTracing tracing) {

	}

	/**
	 * What was current where a connection was asked for. A pool may give it to another
	 * thread.
	 *
	 * @param entity the entity, {@code null} if nothing was
	 */
	record CreatedBy(@Nullable Entity entity) {

	}

}
