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

package io.github.springxray.redis;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.data.redis.connection.RedisConnection;

import io.github.springxray.context.LazySubsegments;

/**
 * Traces the connections that a factory gives. They are proxies of the class that they
 * were.
 */
final class JedisFactoryInterceptor implements MethodInterceptor {

	private final LazySubsegments subsegments;

	private final String name;

	JedisFactoryInterceptor(LazySubsegments subsegments, String name) {
		this.subsegments = subsegments;
		this.name = name;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object result = invocation.proceed();
		String method = invocation.getMethod().getName();
		boolean connecting = method.equals("getConnection") || method.equals("getClusterConnection");
		return (connecting && result instanceof RedisConnection connection) ? trace(connection) : result;
	}

	private RedisConnection trace(RedisConnection connection) {
		RedisConnection[] traced = { connection };
		this.subsegments.guard("tracing a connection of Jedis", () -> {
			ProxyFactory proxies = new ProxyFactory(connection);
			proxies.setProxyTargetClass(true);
			proxies.addAdvice(new JedisConnectionInterceptor(connection, this.subsegments, this.name));
			traced[0] = (RedisConnection) proxies.getProxy(connection.getClass().getClassLoader());
		});
		return traced[0];
	}

}
