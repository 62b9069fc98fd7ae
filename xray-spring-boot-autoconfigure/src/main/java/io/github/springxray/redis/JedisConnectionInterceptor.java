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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.data.redis.connection.RedisCommands;
import org.springframework.data.redis.connection.RedisConnection;

import io.github.springxray.context.LazySubsegments;

/**
 * Traces the commands of a connection, and those of the parts that it hands out by kinds
 * of commands. Commands of a pipeline or a transaction are sent together: their end is
 * traced, and not each of them, which does nothing yet.
 */
final class JedisConnectionInterceptor implements MethodInterceptor {

	private static final Set<String> COMMANDS = Arrays.stream(RedisCommands.class.getMethods())
		.map(Method::getName)
		.filter((name) -> !name.endsWith("Commands"))
		.collect(Collectors.toUnmodifiableSet());

	/**
	 * What is sent to open connections and to keep them, and what only begins something.
	 */
	private static final Set<String> SILENT = Set.of("ping", "select", "multi", "discard", "watch", "unwatch");

	private final RedisConnection connection;

	private final LazySubsegments subsegments;

	private final String name;

	JedisConnectionInterceptor(RedisConnection connection, LazySubsegments subsegments, String name) {
		this.connection = connection;
		this.subsegments = subsegments;
		this.name = name;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Method method = invocation.getMethod();
		if (method.getName().equals("commands") && invocation instanceof ProxyMethodInvocation proxied) {
			return proxied.getProxy();
		}
		if (method.getName().endsWith("Commands") && method.getParameterCount() == 0
				&& method.getReturnType().isInterface()) {
			return part(method.getReturnType(), invocation.proceed());
		}
		return call(method, invocation.getArguments(), invocation::proceed);
	}

	private @Nullable Object part(Class<?> type, @Nullable Object part) {
		if (part == null) {
			return null;
		}
		return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> call(method, arguments, () -> invoke(part, method, arguments)));
	}

	private static @Nullable Object invoke(Object part, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		try {
			return method.invoke(part, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments, JedisCall.Work work)
			throws Throwable {
		String command = commandOf(method, arguments);
		return (command != null) ? JedisCall.trace(this.subsegments, this.name, command, work) : work.run();
	}

	private @Nullable String commandOf(Method method, @Nullable Object @Nullable [] arguments) {
		String called = method.getName();
		if (called.equals("closePipeline")) {
			return this.connection.isPipelined() ? "PIPELINE" : null;
		}
		if (called.equals("exec")) {
			return this.connection.isPipelined() ? null : "EXEC";
		}
		if (!COMMANDS.contains(called) || SILENT.contains(called) || this.connection.isQueueing()
				|| this.connection.isPipelined()) {
			return null;
		}
		return JedisCommandNames.of(called, arguments);
	}

}
